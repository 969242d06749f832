/** Encoded characters of one `where` (contract A10); the rest of the address is for columns, order and page. */
export const maxEncodedWhere = 6000
