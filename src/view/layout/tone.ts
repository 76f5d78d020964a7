export type Tone = 'ok' | 'note' | 'bad';

/** 401 is part of the way to a token, and 404 to a pull: they are answers, not faults. */
export const statusTone = (status: number): Tone =>
  status >= 500 || status === 403 || status === 429 ? 'bad' : status >= 400 ? 'note' : 'ok';
