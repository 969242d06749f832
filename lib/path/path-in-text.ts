// The grammar of contract 7.1, with every escape that a printed path may have.
const escaped = '~[0-9]'
const mapKey = `(?:[A-Za-z$]|${escaped})(?:[A-Za-z0-9/_$-]|${escaped})*`
const parameter = '[A-Za-z][A-Za-z0-9_-]*'
const plain = `(?:@${mapKey}:${parameter}|${mapKey}|\\d{1,10}(?![\\w]))`
const named = `\\?${mapKey}(?::${parameter})?`
const value = `(?:[^.#\\s=!<>~'"(),]|${escaped})+`
// `*?name = 'a'` compares, `*?name=a` selects.
const wildcard = `\\*(?:${named}(?:=${value})?|@:${parameter})?`
const segment = `(?:${wildcard}|${named}=${value}|${plain})`

/** The length of the path at the beginning of a longer text. A `~` before a digit is an escape, not an operator. */
export const pathInText = new RegExp(
  `^${segment}(?:\\.${segment})*(?:\\.\\|${plain}(?:\\.${plain})*)?(?:#[A-Za-z]+)?`,
)
