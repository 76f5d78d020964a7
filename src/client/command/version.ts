export const flags = [];
export const run = async () => 0;
export const containerInspect = { flags: [], run };
export const imageInspect = { flags: [], run };
