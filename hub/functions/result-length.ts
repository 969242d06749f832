/** The longest result, in characters, of a function on a shorter document; a longer document may not grow. */
export const maxResultLength = 8_388_608

export const tooLong = `its result has more than ${maxResultLength} characters, and the document had fewer; change less at once`
