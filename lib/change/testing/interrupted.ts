import type { PreviewRequest } from '#lib/change/model.ts'
import { query, type Rehearsal } from '#lib/change/testing/rehearsal.ts'

type How = {
  readonly patch: PreviewRequest['patch']
  /** How many of its first units are refused. */
  readonly refused?: number
  /** Otherwise its server ended before. */
  readonly isClosed?: boolean
}

/** A change of Alice's, in which the first units were refused. */
export async function interrupted(
  stage: Rehearsal,
  spaces: string,
  { patch, refused = 1, isClosed = true }: How,
) {
  const selection = query(`Slug = 'trade-service' AND Space.Slug LIKE '%prod-${spaces}'`)
  const shown = await stage.preview({ selection, patch })
  const unitIds = shown.rows.slice(0, refused).map(({ UnitID }) => UnitID)
  let signed = 0
  const refusing = stage.aliceOver((request, onward) => {
    const isClosing = request.method === 'PATCH' && signed++ > 0
    const isRefused = request.method === 'PUT' && unitIds.some((id) => request.url.includes(id))
    return isRefused || (isClosing && !isClosed)
      ? Promise.resolve(Response.json({ Message: 'not today' }, { status: 403 }))
      : onward(request)
  })
  const { tagId } = await stage.commit({ seal: shown.seal }, refusing)
  const record = await stage.record(tagId)
  if (record.notWritten !== refused) throw new Error(`${record.notWritten} units were not written`)
  return { tagId, record, patch, shown, left: unitIds[0] ?? '', rest: { kind: 'units' as const, unitIds } }
}
