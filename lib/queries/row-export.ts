import { ConfigHubError, isAbort } from '#lib/confighub/error.ts'
import { callDashboard, jsonBody } from '#lib/queries/dashboard-api.ts'
import { brokenOff } from '#lib/queries/lines.ts'
import { type ExportRequest, hashLine } from '#lib/rows/export-request.ts'

const path = '/api/rows/export'

/** An export as a file. One that broke off is refused: half a file would look like a whole one. */
export async function readExport(request: ExportRequest, signal?: AbortSignal): Promise<Blob> {
  const response = await callDashboard(path, jsonBody('POST', request, signal))
  let file: Blob
  try {
    file = await response.blob()
  } catch (cause) {
    if (isAbort(cause) || signal?.aborted) throw cause
    throw brokenOff(`POST ${path}`, cause)
  }
  const { before, after } = hashLine[request.format]
  const end = await file.slice(-(before.length + hashLength + after.length)).text()
  if (end.startsWith(before) && end.endsWith(after)) return file
  throw new ConfigHubError({
    status: 0,
    code: 'broken-off',
    operation: `POST ${path}`,
    message: 'The file is not complete, so it was not saved. Export again.',
  })
}

/** A SHA-256 in hexadecimal. */
const hashLength = 64
