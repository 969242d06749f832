import { z } from 'zod'
import { editEach } from '#hub/functions/edit.ts'
import { resourceInfo } from '#hub/functions/outputs.ts'
import type { Outcome } from '#lib/base/result.ts'
import type { LoadedStream, Resource } from '#lib/config/document/document.ts'
import { parsePath } from '#lib/path/parse-path.ts'
import { readPath } from '#lib/path/walk.ts'

const Named = z.object({ ResourceType: z.string().min(1), ResourceName: z.string().min(1) })
const path = z.string().refine((text) => parsePath(text).ok, 'not a path')

/** An explicit binding: which place takes which value or, for an Insert Link, the whole upstream document. */
export const ManualBinding = z.object({
  Key: z
    .string()
    .max(128)
    .regex(/^[A-Za-z0-9][A-Za-z0-9_-]*$/)
    .optional(),
  AttributeName: z.string().optional(),
  DataType: z.string().optional(),
  NeededResource: Named,
  NeededPath: path,
  ProvidedResource: Named.optional(),
  ProvidedPath: path.optional(),
})
export type ManualBinding = z.infer<typeof ManualBinding>

/** A document after an explicit binding, and what it was filled from. */
type FilledManually = {
  readonly stream: LoadedStream
  readonly ProvidedResource: ReturnType<typeof resourceInfo> | undefined
}

type Side = Parameters<typeof editEach>[0]

/** Applies an explicit binding. */
export function fillManually(downstream: Side, upstream: Side, binding: ManualBinding) {
  const to = called(downstream, binding.NeededResource)
  if (to === undefined) return missing('The downstream Unit', binding.NeededResource)
  const from = binding.ProvidedResource === undefined ? undefined : called(upstream, binding.ProvidedResource)
  if (binding.ProvidedResource !== undefined && from === undefined)
    return missing('The upstream Unit', binding.ProvidedResource)
  const value = providedBy(upstream, from, binding.ProvidedPath)
  if (value === undefined)
    return { ok: false, message: `The upstream Unit has no single value at ${binding.ProvidedPath}` } as const
  const ran = editEach(downstream, ({ index }) =>
    index === to.index ? [{ path: binding.NeededPath, value }] : [],
  )
  if (ran.kind !== 'written')
    return { ok: false, message: ran.kind === 'failed' ? ran.message : 'nothing was written' } as const
  const filled: FilledManually = {
    stream: ran.stream,
    ProvidedResource: from === undefined ? undefined : resourceInfo(from),
  }
  return { ok: true, value: filled } as const
}

function providedBy({ stream }: Side, from: Resource | undefined, path: string | undefined) {
  if (path === undefined) return stream.text
  const found = from === undefined ? [] : readPath(from.value, path)
  return found.length === 1 ? found[0]?.value : undefined
}

/** By type and full name, or by the bare name when only one fits: filling in a namespace changes the full name. */
function called(
  { resources }: Side,
  { ResourceType, ResourceName }: z.infer<typeof Named>,
): Resource | undefined {
  const typed = resources.filter(({ resourceType }) => resourceType === ResourceType)
  const bare = (name: string) => name.slice(name.lastIndexOf('/') + 1)
  const similar = typed.filter(({ resourceName }) => bare(resourceName) === bare(ResourceName))
  const same = typed.find(({ resourceName }) => resourceName === ResourceName)
  return same ?? (similar.length === 1 ? similar[0] : undefined)
}

function missing(where: string, { ResourceType, ResourceName }: z.infer<typeof Named>): Outcome<never> {
  return { ok: false, message: `${where} has no ${ResourceType} ${ResourceName}` }
}
