/** A line and what ends it, which is nothing for a last one without an end. */
export type TextLine = { readonly text: string; readonly end: string }

/** As editors count lines: a carriage return alone ends one too. */
export function linesOf(text: string): TextLine[] {
  const lines = text.match(/[^\r\n]*(?:\r\n|\n|\r)|[^\r\n]+$/g) ?? []
  return lines.map((line) => {
    const end = /[\r\n]+$/.exec(line)?.[0] ?? ''
    return { text: line.slice(0, line.length - end.length), end }
  })
}

const byteOrderMark = '\uFEFF'

/** A line as an editor shows it: without its end and without a mark of byte order. */
export function comparableLine({ text }: TextLine): string {
  return text.startsWith(byteOrderMark) ? text.slice(1) : text
}

/** A replacement of `[start, end)` of a text. */
export type Splice = { readonly start: number; readonly end: number; readonly text: string }

/** Splices must not overlap; those at one offset stay in their order. */
export function splice(text: string, splices: readonly Splice[]): string {
  let result = ''
  let from = 0
  for (const each of splices.toSorted((a, b) => a.start - b.start)) {
    result += text.slice(from, each.start) + each.text
    from = each.end
  }
  return result + text.slice(from)
}

export function lineBreakOf(text: string): string {
  const at = text.indexOf('\n')
  return at > 0 && text[at - 1] === '\r' ? '\r\n' : '\n'
}

export function spaces(count: number): string {
  return ' '.repeat(Math.max(count, 0))
}

export function lineStart(text: string, offset: number): number {
  const start = text.lastIndexOf('\n', offset - 1) + 1
  return start === 0 && text.startsWith('\uFEFF') ? 1 : start
}

/** Where the line ends, before its line break. */
export function lineEnd(text: string, offset: number): number {
  const at = text.indexOf('\n', offset)
  if (at < 0) return text.length
  return at > offset && text[at - 1] === '\r' ? at - 1 : at
}

/** Where the line below starts, at the end of the text when there is none. */
export function lineBelow(text: string, offset: number): number {
  const at = text.indexOf('\n', offset)
  return at < 0 ? text.length : at + 1
}

/** Where the next line starts; the offset itself when the content already took its line break (block scalars). */
export function nextLine(text: string, contentEnd: number): number {
  if (contentEnd > 0 && text[contentEnd - 1] === '\n') return contentEnd
  return lineBelow(text, contentEnd)
}

/** A content end without the line breaks a block scalar takes with it. */
export function beforeLineBreaks(text: string, contentEnd: number): number {
  let end = contentEnd
  while (end > 0 && (text[end - 1] === '\n' || (text[end - 1] === '\r' && text[end] === '\n'))) end -= 1
  return end
}

export function isBlank(text: string, start: number, end: number): boolean {
  return text.slice(start, end).trim() === ''
}

/** Where the first line from here on starts that is not blank. */
export function pastBlankLines(text: string, from: number): number {
  let at = from
  while (at < text.length && isBlank(text, at, lineEnd(text, at))) at = lineBelow(text, at)
  return at
}

/** Comment lines right below that are indented deeper than `column`: they belong to what is above. */
export function pastDeeperComments(text: string, from: number, column: number): number {
  let end = from
  while (end < text.length) {
    const stop = lineEnd(text, end)
    const indent = /^[ ]*(?=#)/.exec(text.slice(end, stop))?.[0].length
    if (indent === undefined || indent <= column) break
    end = lineBelow(text, stop)
  }
  return end
}

/** Removes whole lines `[start, end)`; at the end of a text without a final line break, the break before them. */
export function removeLines(text: string, start: number, end: number): Splice {
  if (end < text.length || text[end - 1] === '\n' || start === 0) return { start, end, text: '' }
  const above = text[start - 2] === '\r' ? start - 2 : start - 1
  return { start: Math.max(above, 0), end, text: '' }
}

/** Puts whole lines in where a line begins; at the end of a text without a final line break, a break before them. */
export function insertLines(
  text: string,
  at: number,
  lines: readonly string[],
  eol = lineBreakOf(text),
): Splice {
  const isOpen = at > 0 && !/[\n\uFEFF]/.test(text[at - 1] ?? '')
  const body = lines.join(eol)
  return { start: at, end: at, text: isOpen ? eol + body : body + eol }
}
