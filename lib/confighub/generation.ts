import * as z from 'zod/mini'
import { ConfigHubError, errorFromResponse } from '#lib/confighub/error.ts'
import { ApiInfo } from '#lib/confighub/schema/entities.ts'
import { generationOf } from '#lib/confighub/version.ts'

/** What is needed to find out about a server that does not name its version. */
type Ask = (path: string, query: Readonly<Record<string, number>>) => Promise<Response>

/** Throws when the answer to an operation comes from a server of an older generation. */
export type GenerationCheck = (response: Response, operation: string) => Promise<void>

/**
 * Servers of API 0.8 and newer name their version with every answer (contract 1). Where none can be read, `GET /info`
 * decides, and where that names none either, `GET /unit_data` does: 0.8 brought it. A good result is remembered.
 */
export function createGenerationCheck(ask: Ask): GenerationCheck {
  let fine: Promise<void> | undefined
  return async (response, operation) => {
    const version = response.headers.get('ConfigHub-Version') ?? ''
    const generation = generationOf(version)
    if (generation === 'older') throw oldGeneration(response, operation, `it names itself ${brief(version)}`)
    if (generation !== 'unreadable') return
    fine ??= probe(ask, response, operation)
    try {
      await fine
    } catch (error) {
      // Checked again for the next answer, because the server may be upgraded or was only busy.
      fine = undefined
      throw error
    }
  }
}

async function probe(ask: Ask, response: Response, operation: string): Promise<void> {
  const infoVersion = await versionByInfo(ask)
  const generation = generationOf(infoVersion)
  if (generation === 'checked' || generation === 'newer') return
  if (generation === 'older') {
    throw oldGeneration(response, operation, `GET /info names it ${brief(infoVersion)}`)
  }
  const tried = await ask('/unit_data', { limit: 1 })
  const isThere =
    tried.ok && z.array(z.looseObject({ UnitID: z.uuid() })).safeParse(await jsonOf(tried)).success
  if (isThere) return
  if (!tried.ok && ![400, 404, 405, 501].includes(tried.status))
    throw await errorFromResponse(tried, 'GET /unit_data')
  const answered = tried.ok ? 'is not answered with a list' : `is answered with status ${tried.status}`
  throw oldGeneration(response, operation, `it names no version, and GET /unit_data ${answered}`)
}

async function versionByInfo(ask: Ask): Promise<string> {
  const info = await ask('/info', {})
  const parsed = ApiInfo.safeParse(info.ok ? await jsonOf(info) : undefined)
  return parsed.success ? (parsed.data.Version ?? '') : ''
}

async function jsonOf(response: Response): Promise<unknown> {
  try {
    return await response.json()
  } catch {
    return undefined
  }
}

const brief = (version: string) => version.slice(0, 40)

function oldGeneration(response: Response, operation: string, sign: string): ConfigHubError {
  return new ConfigHubError({
    status: response.status,
    code: 'old-generation',
    operation,
    requestId: response.headers.get('X-Request-Id') ?? undefined,
    message:
      `This ConfigHub server speaks an older generation of the API (${sign}). ` +
      'Hubdeck needs API 0.8 or newer: upgrade the server, or point CONFIGHUB_URL at another one.',
  })
}
