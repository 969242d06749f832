/** So many columns are read from documents at once. */
export const mostValueColumns = 20
