import 'server-only'
import { mapParallel } from '#lib/confighub/chunking.ts'
import type { ExtendedUnit } from '#lib/confighub/schema/entities.ts'
import { type PartVerdict, type WhyNot, WhyNotRequest } from '#lib/rows/explain-wire.ts'
import type { RowsQuestion } from '#lib/rows/rows-wire.ts'
import { accountHolderOf, type RouteContext } from '#lib/server/access/access.ts'
import { charge } from '#lib/server/access/limits.ts'
import { answerJson } from '#lib/server/http/answer-json.ts'
import { readChecked } from '#lib/server/http/request-body.ts'
import { maskFields, maskMessage } from '#lib/server/masking/mask-texts.ts'
import { refuse } from '#lib/server/masking/refusal.ts'
import { contentOf, type SeenContent } from '#lib/server/reads/explain/content-of.ts'
import { UnitCounter } from '#lib/server/reads/explain/count-units.ts'
import { everyRelation, seenValues } from '#lib/server/reads/explain/unit-values.ts'
import type { TaskContext } from '#lib/server/work/pool.ts'
import { type PartQueries, partsOf } from '#lib/where/boolean/query-parts.ts'
import { isBeyondConfigHub } from '#lib/where/boolean/read-conditions.ts'

const maxRequestBytes = 64 * 1024

/** Says why a unit is in the answer to a query or not: the verdict of each part, and the values that it saw. */
export async function answerWhyNot(request: Request, context: RouteContext): Promise<Response> {
  const { hub, session, requestId } = context
  const asked = await readChecked(request, WhyNotRequest, maxRequestBytes)
  if (!asked.ok) return refuse(400, 'bad-request', asked.message, requestId)
  const { unitId, ...question } = asked.value
  const parts = partsOf(question)
  if (!parts.ok) return refuse(400, 'bad-query', parts.error.message, requestId)
  const task = { owner: session.UserID, signal: request.signal }
  const named = { where: `UnitID = '${unitId}'`, include: everyRelation, limit: 1 }
  const [unit] = (await hub.unitPage(named, request.signal)).items
  if (unit === undefined) return answerJson({ parts: [] } satisfies WhyNot, requestId)
  const holder = accountHolderOf(request, session.UserID)
  const counter = new UnitCounter(hub, request.signal, () => charge('reads', holder, 1))
  const isOne = (each: RowsQuestion) => isTrue(counter, each, unitId)
  const content = await contentOf(hub, unit, question, task)
  const isSelected = await isOne(question)
  const verdicts = await mapParallel(
    parts.value,
    async (each): Promise<PartVerdict> => ({
      ...each.part,
      ...(await verdictOf(isOne, each)),
      seen: [...(await seenValues(unit, each.reads, task))],
    }),
  )
  const answer: WhyNot = {
    unit: await unitOf(unit, task),
    ...(typeof isSelected === 'boolean' ? { isSelected } : {}),
    parts: withContent(verdicts, content),
  }
  return answerJson(answer, requestId)
}

/** Without secrets. */
async function unitOf({ Unit, Space }: ExtendedUnit, context: TaskContext): Promise<WhyNot['unit']> {
  const { UnitID, Slug, SpaceSlug = '', HiddenReason } = Unit
  const fields = [
    { name: 'Slug', text: Slug },
    { name: 'SpaceSlug', text: Space?.Slug ?? SpaceSlug },
    { name: 'HiddenReason', text: typeof HiddenReason === 'string' ? HiddenReason : '' },
  ]
  const [slug = '', space = '', hidden = ''] = await maskFields(fields, context)
  return { id: UnitID, slug, space, ...(hidden === '' ? {} : { hidden }) }
}

/** True, false, or why that is not known. */
type Answer = boolean | { readonly reason: string }

async function isTrue(counter: UnitCounter, question: RowsQuestion, unitId: string): Promise<Answer> {
  const counted = await counter.count({ ...question, where: withUnit(question.where, unitId) })
  return counted.kind === 'unknown' ? { reason: maskMessage(counted.reason) } : counted.units > 0
}

function withUnit(where: string, unitId: string): string {
  const unit = `UnitID = '${unitId}'`
  if (where === '') return unit
  return isBeyondConfigHub(where) ? `(${where}) AND ${unit}` : `${where} AND ${unit}`
}

type Verdict = Pick<PartVerdict, 'verdict' | 'reason'>

async function verdictOf(
  isOne: (question: RowsQuestion) => Promise<Answer>,
  { alone, opposite }: PartQueries,
): Promise<Verdict> {
  const answer = await isOne(alone)
  if (typeof answer !== 'boolean') return { verdict: 'unknown', reason: answer.reason }
  if (answer || opposite === undefined) return { verdict: answer ? 'true' : 'false' }
  const isFalse = await isOne(opposite.isFalse)
  if (typeof isFalse !== 'boolean') return { verdict: 'unknown', reason: isFalse.reason }
  return { verdict: isFalse ? 'false' : 'unset' }
}

/** With what the parts on content saw; they stand in the order of its conditions. */
function withContent(
  parts: readonly PartVerdict[],
  { terms, resources, otherResources, reason }: SeenContent,
): PartVerdict[] {
  const first = parts.findIndex(({ kind }) => kind === 'data')
  return parts.map((part, at) => {
    if (part.kind === 'where') return part
    const seen = part.kind === 'type' ? resources : (terms[at - first] ?? [])
    return {
      ...part,
      seen: [...seen],
      ...(otherResources === 0 ? {} : { otherResources }),
      ...(reason === undefined ? {} : { reason }),
    }
  })
}
