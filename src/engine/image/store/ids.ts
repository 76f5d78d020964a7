/** The first twelve digits of a digest or an id, as Docker shows them (moby pkg/stringid, `TruncateID`). */
export const shortId = (id: string): string => (id.startsWith('sha256:') ? id.slice('sha256:'.length) : id).slice(0, 12);
