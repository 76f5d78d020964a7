/** What the lens says before anything has happened. */
export const INVITATION = 'Press play, and watch one command on its way through Docker.';
export const INVITATION_DETAIL =
  'Or type a command of your own: it runs, and everything it causes can be seen here, one step at a time, forwards and back.';
