// CSV by RFC 4180, for spreadsheets, which execute a cell that begins like a formula (OWASP, CSV injection).

/**
 * Cells with these first characters are formulas. Spreadsheets also accept full-width signs, and skip leading
 * whitespace and control characters.
 */
const formula = /^[\s\p{C}"']*[=+\-@＝＋－＠]/u
const plainNumber = /^-?\d+(?:\.\d+)?(?:e[+-]?\d+)?$/i
/** When the list separator is `;` or a tab, the text after one is read as another cell. */
const innerFormula = /([;\t])(?=[\s"']*[=+\-@＝＋－＠])/gu

/**
 * A text that no spreadsheet evaluates: a leading apostrophe marks it as text. Numbers stay numbers. @internal For
 * tests.
 */
export function withoutFormula(text: string): string {
  const inside = text.replaceAll(innerFormula, "$1'")
  return formula.test(inside) && !plainNumber.test(inside) ? `'${inside}` : inside
}

/** One line of cells, without its line break. */
export function csvLine(cells: readonly (string | number)[]): string {
  return cells.map((cell) => csvCell(String(cell))).join(',')
}

/** A remark above the table: one cell, however many commas it has. */
export function csvRemark(name: string, value: unknown): string {
  return csvCell(`# ${name}: ${oneLine(String(value))}`)
}

/** A cell as spreadsheets paste it from the clipboard, where tabs and line breaks part cells. */
export function pasteCell(text: string): string {
  return withoutFormula(oneLine(text))
}

function csvCell(text: string): string {
  const safe = withoutFormula(text)
  return /[",;\r\n\t]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}

function oneLine(text: string): string {
  return text.replaceAll(/[\t\r\n\u0085\u2028\u2029]+/g, ' ')
}
