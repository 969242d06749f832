import 'server-only'
import { z } from 'zod'
import type { ChangeFilter } from '#lib/change/record/change-list.ts'
import type { ChangesAsked } from '#lib/change/record/list-changes.ts'
import type { ConfigHub } from '#lib/confighub/client.ts'
import { ConfigHubError } from '#lib/confighub/error.ts'
import { pageLimit } from '#lib/confighub/paging.ts'

const maxText = 512
const hourMs = 3_600_000
const periodMs = {
  '24h': 24 * hourMs,
  '7d': 7 * 24 * hourMs,
  '30d': 30 * 24 * hourMs,
  '90d': 90 * 24 * hourMs,
}
const Time = z.iso.datetime({ offset: true })
const Text = z.string().trim().min(1).max(maxText)

const Question = z.strictObject({
  person: z.uuid().toLowerCase().exactOptional(),
  ticket: Text.exactOptional(),
  period: z.enum(['24h', '7d', '30d', '90d']).exactOptional(),
  since: Time.exactOptional(),
  until: Time.exactOptional(),
  /** An id, `space/unit`, or the name of units in any Space. */
  unit: Text.exactOptional(),
  path: Text.exactOptional(),
  after: z.string().max(4096).exactOptional(),
  limit: z.coerce.number().int().min(1).max(pageLimit).exactOptional(),
})

/** What the address of `GET /api/changes` asks. Throws what is wrong with it, or that there is no such unit. */
export async function readChangesAsked(
  address: string,
  hub: ConfigHub,
  signal: AbortSignal,
): Promise<ChangesAsked> {
  const parameters = Object.fromEntries(new URL(address).searchParams)
  const read = Question.safeParse(parameters)
  if (!read.success) {
    const [issue] = read.error.issues
    throw refusal('bad-request', `${issue?.path.join('.') || 'The address'}: ${issue?.message}`, 400)
  }
  const { unit, period, after, limit, ...rest } = read.data
  const filter: ChangeFilter = {
    ...(period === undefined ? {} : { since: new Date(Date.now() - periodMs[period]).toISOString() }),
    ...rest,
    ...(unit === undefined ? {} : { unitIds: await unitIdsOf(unit, hub, signal) }),
  }
  return {
    filter,
    ...(after === undefined ? {} : { after }),
    ...(limit === undefined ? {} : { limit }),
  }
}

async function unitIdsOf(unit: string, hub: ConfigHub, signal: AbortSignal): Promise<string[]> {
  // A unit that was deleted has its id still.
  if (z.uuid().safeParse(unit).success) return [unit.toLowerCase()]
  const parts = unit.split('/')
  if (parts.length > 2 || !parts.every((part) => /^[\w.-]+$/.test(part)))
    throw refusal('unit-unreadable', `“${unit}” is not a unit. Write space/unit, a unit’s name, or its id.`)
  const [slug = '', space] = parts.toReversed()
  const where = [`Slug = '${slug}'`, ...(space === undefined ? [] : [`Space.Slug = '${space}'`])].join(
    ' AND ',
  )
  const units = await hub.allUnits({ where, select: 'UnitID' }, signal)
  if (units.length === 0)
    throw refusal(
      'unit-unknown',
      `There is no unit ${unit} that you may see. One that was deleted is found by its id.`,
    )
  return units.map(({ Unit }) => Unit.UnitID)
}

function refusal(code: string, message: string, status = 422): ConfigHubError {
  return new ConfigHubError({ status, code, operation: 'list changes', message })
}
