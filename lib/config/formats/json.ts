import type { DocumentError } from '#lib/config/document/result.ts'

/** Where a text is not JSON; undefined when it is. The parser's own words quote the text, which may hold secrets. */
export function jsonProblem(text: string): DocumentError | undefined {
  try {
    JSON.parse(text)
    return undefined
  } catch (error) {
    const [, line, column] = /\(line (\d+) column (\d+)\)/.exec(String(error)) ?? []
    const message = 'It breaks the rules of JSON'
    if (line !== undefined && column !== undefined)
      return { message, line: Number(line), column: Number(column) }
    return { message: 'It ends before its last bracket or quote' }
  }
}
