import { inSteps, type Step } from '#hub/access/steps.ts'
import { Names } from '#hub/api/clones/clone-body.ts'
import { type CloneRequest, type Copy, cloneRequest, copiesOf } from '#hub/api/clones/request.ts'
import type { Api, Context } from '#hub/api/http/context.ts'
import { itemOf } from '#hub/api/http/each-item.ts'
import type { EntityModel } from '#hub/entities/entity-model.ts'

/** One clone to be made, and what it shares with the others of the request. */
export type Cloning = {
  readonly step: Step
  readonly request: CloneRequest
  readonly copy: Copy
  readonly names: Names
}

/** Makes the clones that a request asks for, each stored or refused on its own; 207 when some were refused. */
export async function cloneEach(
  api: Api,
  context: Context,
  model: EntityModel,
  clone: (cloning: Cloning) => Promise<Record<string, unknown>>,
): Promise<Response> {
  const request = await cloneRequest(context)
  const copies = await copiesOf(api, context, model, request)
  const names = new Names()
  const items = await inSteps(api.db, request.dryRun, async (step) => {
    const answers: Record<string, unknown>[] = []
    for (const copy of copies) {
      answers.push(await itemOf(model, () => clone({ step, request, copy, names }), copy.source))
    }
    return answers
  })
  return context.json(items, items.some((item) => item.Error !== undefined) ? 207 : 200)
}
