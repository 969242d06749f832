import type { Resource } from '#lib/config/document/document.ts'
import type { WhereData } from '#lib/where/ast.ts'
import { matchesData } from '#lib/where/match-data.ts'
import { parseWhereData } from '#lib/where/parse-data.ts'

const maxLength = 8192

export type Selects = (resource: Resource) => boolean

/** `WhereResource` in where_data syntax (contract 7.1); empty selects every resource. A pattern needs a time limit. */
export function parseWhereResource(
  texts: readonly (string | undefined)[],
): { ok: true; value: Selects; isPattern: boolean } | { ok: false; message: string } {
  const parsed: WhereData[] = []
  for (const text of texts) {
    if (text === undefined || text.trim() === '') continue
    if (text.length > maxLength)
      return { ok: false, message: `WhereResource may have at most ${maxLength} characters` }
    const where = parseWhereData(text)
    if (!where.ok)
      return {
        ok: false,
        message: `WhereResource: ${where.error.message} (at character ${where.error.span.start + 1})`,
      }
    parsed.push(where.value)
  }
  const isPattern = parsed.some(({ terms }) =>
    terms.some((term) => term.kind === 'compare' && /~/.test(term.op)),
  )
  return { ok: true, isPattern, value: (resource) => parsed.every((where) => matchesData(where, resource)) }
}
