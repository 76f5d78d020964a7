/** The reason of an `http.failed` in which nothing went wrong: who read the answer had enough of it, and left. */
export const READER_LEFT = 'the reader closed the connection';
