import { isUuid } from '#lib/base/uuid.ts'
/** References to a revision of a unit (contract 4.4), as far as Hubdeck can restore them. */
export type RevisionReference =
  | { readonly kind: 'number'; readonly revisionNum: number }
  | { readonly kind: 'tag'; readonly tagId: string; readonly before: boolean }

export function parseRevisionReference(text: string): RevisionReference | undefined {
  if (/^[1-9]\d{0,9}$/.test(text)) return { kind: 'number', revisionNum: Number(text) }
  const match = /^(Before:)?Tag:(.+)$/.exec(text)
  const tagId = match?.[2]
  if (tagId === undefined || !isUuid(tagId)) return undefined
  return { kind: 'tag', tagId: tagId.toLowerCase(), before: match?.[1] !== undefined }
}

/** The state just before a change: what undoing it goes back to. */
export function beforeTag(tagId: string): string {
  return `Before:Tag:${tagId}`
}
