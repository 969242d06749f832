/** Characters that a function may make of a document which is shorter; a longer one may not grow. */
export const maxResultLength = 8_388_608

export const tooLong = `its result has more than ${maxResultLength} characters, and the document had fewer; change less at once`
