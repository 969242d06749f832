import type { Comparison } from '#lib/change/evidence/statement.ts'
import { masking } from '#lib/change/preview/masking.ts'
import { shortenChanges } from '#lib/change/preview/shorten-changes.ts'
import { comparableText } from '#lib/config/formats/documents.ts'
import { compareShown } from '#lib/config/mask/shown-changes.ts'

export type DocumentPair = { readonly before: string; readonly after: string; readonly toolchain?: string }

/** Characters of changes that one unit may take. */
const maxLength = 4000

/** What differs between two documents, masked. */
export async function compareDocuments({ before, after, toolchain }: DocumentPair): Promise<Comparison> {
  const [old, fresh] = [comparableText(before, toolchain), comparableText(after, toolchain)]
  const compared = old.ok && fresh.ok ? compareShown(old.value, fresh.value, masking()) : undefined
  if (compared === undefined) return { unknown: 'One of the two documents cannot be read as its format.' }
  const { changes, omitted } = await shortenChanges(compared.changes, maxLength)
  return { changes: [...changes], ...(omitted === undefined ? {} : { omitted }) }
}
