import { sql, type Transaction } from 'kysely'
import { Failure } from '#hub/access/failure.ts'
import { type Binding, type BindRequest, type Bound, bind } from '#hub/links/bind.ts'
import type { LinkRow } from '#hub/links/link-row.ts'
import type { ManualBinding } from '#hub/links/manual-bindings.ts'
import type { Tables } from '#hub/store/tables.ts'
import { headSources } from '#hub/units/add-revision.ts'
import { chosenPart } from '#hub/units/chosen-resources.ts'
import type { Operated, UnitRow, UnitWrite } from '#hub/units/write-request.ts'
import { writeUnitIn } from '#hub/units/write-unit.ts'

type Upstream = { readonly source: UnitRow; readonly text: string }

/**
 * Resolves a NeedsProvides Link, which fills in what the upstream Unit provides, or an Insert Link, which puts its whole
 * document at the place it names (contract 4.8). One Mutation for each value that was provided.
 */
export async function fillNeeds(
  db: Transaction<Tables>,
  unit: UnitRow,
  link: LinkRow,
  upstream: Upstream,
  write: Omit<UnitWrite, 'produce'>,
): Promise<Operated> {
  const eligible = await eligiblePart(link, upstream)
  let bound: Bound | undefined
  const written = await writeUnitIn(db, {
    ...write,
    produce: async (text, current) => {
      bound = await bindOrFail(unit, {
        text,
        toolchain: unit.ToolchainType,
        upstream: eligible,
        upstreamToolchain: upstream.source.ToolchainType,
        finds: link.UpdateType === 'NeedsProvides',
        manual: link.ManualBindings as ManualBinding[],
        bindings: link.Bindings as Binding[],
        kept: link.Protect ? [] : await protectedPlaces(db, current),
      })
      return { text: bound.text, mutations: mutationsOf(link, bound) }
    },
  })
  if (bound !== undefined)
    await sql`update "Link" set "Bindings" = ${JSON.stringify(bound.bindings)}::jsonb
      where "LinkID" = ${link.LinkID}`.execute(db)
  return { unit: written.unit, before: written.before, text: written.text }
}

/** The resources that WhereResource selects. */
async function eligiblePart(link: LinkRow, { source, text }: Upstream): Promise<string> {
  if (link.WhereResource === '') return text
  const chosen = await chosenPart({ text, toolchain: source.ToolchainType, where: link.WhereResource })
  if (!chosen.ok) throw new Failure(422, `${source.Slug}: ${chosen.message}`)
  return chosen.value
}

async function bindOrFail(unit: UnitRow, request: BindRequest): Promise<Bound> {
  const bound = await bind(request)
  if (!bound.ok) throw new Failure(422, `${unit.Slug} cannot be filled in: ${bound.message}.`)
  return bound.value
}

/** What is protected here stays, as in a merge. */
async function protectedPlaces(db: Transaction<Tables>, unit: UnitRow): Promise<BindRequest['kept']> {
  const sources = await headSources(db, unit)
  return sources.flatMap(({ Resource, ResourceMutationInfo, PathMutationMap }) =>
    Object.entries({ '': ResourceMutationInfo, ...PathMutationMap })
      .filter(([, { Protected }]) => Protected === true)
      .map(([path]) => ({ type: Resource.ResourceType, name: Resource.ResourceName, path })),
  )
}

function mutationsOf({ LinkID }: LinkRow, { changes }: Bound) {
  return changes.map(({ text, ProvidedPath, ProvidedResource }) => {
    const { ResourceNameWithoutScope: _, ...resource } = ProvidedResource ?? {
      ResourceNameWithoutScope: undefined,
    }
    return { LinkID, ProvidedPath, ProvidedResource: resource, text }
  })
}
