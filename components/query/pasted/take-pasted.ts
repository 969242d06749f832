import type { QueryFields } from '#components/query/query-fields.ts'
import { readQuery } from '#components/query/read-query.ts'
import type { Outcome } from '#lib/base/result.ts'
import type { PastedChange } from '#lib/where/paste/pasted.ts'
import { type Pasted, readPasted } from '#lib/where/paste/read-pasted.ts'

/** The query that a pasted text becomes on this page, and what is written differently. */
export type Taken = { readonly fields: QueryFields; readonly changes: readonly PastedChange[] }

/** What the text in the query field asks, when it is one of another tool. */
export function offerOf(fields: QueryFields, options: { readonly takesContent: boolean }) {
  const pasted = readPasted(fields.where)
  return pasted && { form: pasted.form, taken: takePasted(pasted, fields, options) }
}

/**
 * Puts the query of another tool into the page. A content filter that is there already stays and narrows it: taking a text
 * never makes the page ask for more than that text does.
 */
function takePasted(
  { read }: Pasted,
  fields: QueryFields,
  { takesContent }: { readonly takesContent: boolean },
): Outcome<Taken> {
  if (!read.ok) return read
  const { query, changes } = read.value
  if (!takesContent && (query.data !== '' || query.type !== ''))
    return {
      ok: false,
      message: 'It asks for what is in documents, which this page cannot. Open it in the explorer.',
    }
  if (fields.type.trim() !== '' && query.type !== '' && fields.type.trim() !== query.type)
    return {
      ok: false,
      message: `It asks for ${query.type}, and the content filter of this page for ${fields.type.trim()}. Remove the content filter first.`,
    }
  const data = [fields.data.trim(), query.data].filter((text) => text !== '').join(' AND ')
  const { computed = '' } = fields
  const whole = { where: query.where, data, type: query.type || fields.type.trim(), computed }
  const { canonical, dataError } = readQuery(whole)
  if (canonical === undefined)
    return { ok: false, message: dataError?.message ?? 'The query of this page is not valid. Fix it first.' }
  return { ok: true, value: { fields: canonical, changes } }
}
