import type { Selectable } from 'kysely'
import type { ResourceTable } from '#hub/store/tables.ts'
import { readResources } from '#lib/config/document/document.ts'

/** `Data` as PostgreSQL reads bytes from text: `\x` and hexadecimal digits. */
export function documentRow(DataHash: string, text: string) {
  const bytes = Buffer.from(text, 'utf8')
  return { DataHash, Data: `\\x${bytes.toString('hex')}`, DataSize: bytes.length }
}

export function resourceRows(DataHash: string, text: string): Selectable<ResourceTable>[] {
  const resources = readResources(text)
  if (!resources.ok) throw new Error(`a demo document does not parse: ${resources.error.message}`)
  return resources.value.map((resource) => ({
    DataHash,
    Format: '',
    ResourceIndex: resource.index,
    ResourceType: resource.resourceType,
    ResourceName: resource.resourceName,
    Data: resource.value,
  }))
}
