import type { DocumentError } from '#lib/config/document/result.ts'
import { readAnyResources } from '#lib/config/formats/documents.ts'
import { jsonProblem } from '#lib/config/formats/json.ts'
import { formatOf } from '#lib/config/formats/toolchain.ts'

/** Where a text breaks the rules of its format; undefined when it is a document of it. */
export function documentProblem(text: string, toolchain: string | undefined): DocumentError | undefined {
  if (text.trim() === '')
    return { message: 'The document is empty. A unit is deleted in ConfigHub, not here' }
  if (formatOf(toolchain).kind === 'json') {
    const problem = jsonProblem(text)
    if (problem !== undefined) return problem
  }
  const read = readAnyResources(text, toolchain)
  return read.ok ? undefined : read.error
}
