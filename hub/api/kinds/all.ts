import type { Hono } from 'hono'
import type { Api, Env } from '#hub/api/context.ts'
import { changeSetKind } from '#hub/api/kinds/change-set.ts'
import { filterKind } from '#hub/api/kinds/filter.ts'
import { invocationKind } from '#hub/api/kinds/invocation.ts'
import { linkKind } from '#hub/api/kinds/link.ts'
import { tagKind } from '#hub/api/kinds/tag.ts'
import { targetKind } from '#hub/api/kinds/target.ts'
import { triggerKind } from '#hub/api/kinds/trigger.ts'
import { viewKind } from '#hub/api/kinds/view.ts'

import { type ResidentKind, residentRoutes } from '#hub/api/resident.ts'
import type { Metadata } from '#hub/api/validate.ts'

/** A kind without the type of its body, which only its own functions need. */
type AnyKind = Pick<ResidentKind, 'model' | 'removing'> & { readonly routes: (api: Api) => Hono<Env> }

function entry<Body extends Metadata>(kind: ResidentKind<Body>): AnyKind {
  const { model, removing } = kind
  return { model, routes: (api) => residentRoutes(api, kind), ...(removing ? { removing } : {}) }
}

/** Entities of a Space that share their routes, in the order in which a Space is emptied: who refers comes first. */
export const kinds: readonly AnyKind[] = [
  entry(linkKind),
  entry(viewKind),
  entry(triggerKind),
  entry(filterKind),
  entry(invocationKind),
  entry(changeSetKind),
  entry(tagKind),
  entry(targetKind),
]
