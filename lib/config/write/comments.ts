import {
  isBlank,
  lineEnd,
  lineStart,
  nextLine,
  pastBlankLines,
  pastDeeperComments,
} from '#lib/config/document/lines.ts'

/**
 * Which comment belongs to which entry, be it an element of a list or a key of a map. To an entry belong
 * - the comment lines directly above it, at its indentation, without an empty line between;
 * - comments on its own lines, and directly below it where they are indented deeper than it.
 * They move and go with it, and what is inserted before the entry goes above them. All other comments belong to the list
 * or map and stay where they are: those above an empty line, like a heading at the head of a list, and those indented
 * less. What stands above the first key of a document is about the document and stays too. An entry that begins behind
 * a dash has no lines above it.
 */
export function commentsAbove(text: string, entry: number, floor = 0): number {
  const line = lineStart(text, entry)
  if (!isBlank(text, line, entry)) return entry
  const column = entry - line
  let from = line
  while (from > floor) {
    const above = lineStart(text, from - 1)
    const isComment = text[above + column] === '#' && text.slice(above, above + column).trim() === ''
    if (above >= from || above < floor || !isComment) break
    from = above
  }
  return from
}

/** The line below an entry that ends here, and below the comments that belong to it. */
export function lineBelowEntry(text: string, end: number, column: number): number {
  return pastDeeperComments(text, nextLine(text, end), column)
}

/**
 * A comment indented deeper than `column` follows, below empty lines at most: text over several lines that is written
 * as a block right above would take it in.
 */
export function hasDeeperCommentBelow(text: string, from: number, column: number): boolean {
  const at = pastBlankLines(text, from)
  const indent = /^[ ]*(?=#)/.exec(text.slice(at, lineEnd(text, at)))?.[0].length
  return indent !== undefined && indent > column
}
