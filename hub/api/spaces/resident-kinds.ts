import { Hono } from 'hono'
import { type ResidentCloning, residentCloneRoutes } from '#hub/api/clones/clone-residents.ts'
import { linkCloning } from '#hub/api/clones/link-elsewhere.ts'
import type { Api, Env } from '#hub/api/http/context.ts'
import { bridgeWorkerKind } from '#hub/api/kinds/bridge-worker.ts'
import { changeSetKind } from '#hub/api/kinds/change-set.ts'
import { filterKind } from '#hub/api/kinds/filter.ts'
import { invocationKind } from '#hub/api/kinds/invocation.ts'
import { linkKind } from '#hub/api/kinds/link.ts'
import { type ResidentKind, residentRoutes } from '#hub/api/kinds/resident.ts'
import { tagKind } from '#hub/api/kinds/tag.ts'
import { targetKind } from '#hub/api/kinds/target.ts'
import { triggerKind } from '#hub/api/kinds/trigger.ts'
import { viewKind } from '#hub/api/kinds/view.ts'
import { residentMoveRoutes } from '#hub/api/moves/move-residents.ts'
import type { ResidentTable } from '#hub/entities/entity-model.ts'
import type { Metadata } from '#hub/entities/validate.ts'

/** A kind without the type of its body, which only its own functions need. */
type AnyKind = Pick<ResidentKind, 'model' | 'removing'> & { readonly routes: (api: Api) => Hono<Env> }

function entry<Body extends Metadata>(
  kind: ResidentKind<Body>,
  cloning?: ResidentCloning,
  { clones = true, moves = true }: { readonly clones?: boolean; readonly moves?: boolean } = {},
): AnyKind {
  const { model, path, removing } = kind
  const routes = (api: Api) => {
    const all = new Hono<Env>()
    if (clones) all.route('/', residentCloneRoutes(api, kind, cloning))
    if (moves) all.route('/', residentMoveRoutes(api, { model, path }))
    return all.route('/', residentRoutes(api, kind))
  }
  return { model, routes, ...(removing ? { removing } : {}) }
}

/** Entities of a Space that share their routes, in the order in which a Space is emptied: those that refer to others come first. */
const entries: Readonly<Record<Exclude<ResidentTable, 'Attestation' | 'Release'>, AnyKind>> = {
  Link: entry(linkKind, linkCloning, { moves: false }),
  View: entry(viewKind),
  Trigger: entry(triggerKind),
  Target: entry(targetKind),
  Filter: entry(filterKind, { own: ({ FilterID }) => ({ UpstreamFilterID: FilterID }) }),
  Invocation: entry(invocationKind),
  ChangeSet: entry(changeSetKind),
  Tag: entry(tagKind),
  BridgeWorker: entry(bridgeWorkerKind, {}, { clones: false, moves: false }),
}
export const kinds: readonly AnyKind[] = Object.values(entries)
