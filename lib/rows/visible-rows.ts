/** The rows on screen, now, by their places in the table; undefined while they move. */
export type VisibleRows = () => readonly number[] | undefined
