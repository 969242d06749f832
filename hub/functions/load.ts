import { kubernetes } from '#hub/functions/function.ts'
import { isTooDeep, tooDeep } from '#hub/store/read-shallow.ts'
import { type LoadedResource, type LoadedStream, loadStream } from '#lib/config/document/document.ts'
import { type Listed, withItems, withoutItems } from '#lib/config/document/list-items.ts'
import { guarded } from '#lib/config/document/result.ts'
import { comparableText } from '#lib/config/formats/documents.ts'

type Loaded = { ok: true; value: LoadedStream } | { ok: false; message: string }

/**
 * Reads a document; one that is not YAML through the YAML of its values (`inOwnFormat` converts back). Application configuration
 * has no kinds and names: each of its resources has the toolchain's type, and is called `config`, `config-2` and so on.
 */
export function load(text: string, toolchain: string): Loaded {
  const yaml = comparableText(text, toolchain)
  const loaded = yaml.ok ? guarded(() => loadStream(yaml.value)) : yaml
  if (!loaded.ok) {
    const { message, line } = loaded.error
    return { ok: false, message: line === undefined ? message : `${message} (line ${line})` }
  }
  if (loaded.value.resources.some(({ value }) => isTooDeep(value)))
    return { ok: false, message: `The document cannot be processed: ${tooDeep}` }
  return { ok: true, value: typed(loaded.value, toolchain) }
}

export function typed(stream: LoadedStream, toolchain: string): LoadedStream {
  if (toolchain === kubernetes) return stream
  const resources = stream.resources.map((resource) => ({
    ...resource,
    resourceType: toolchain,
    resourceName: resource.index === 0 ? 'config' : `config-${resource.index + 1}`,
  }))
  return { ...stream, resources }
}

/** The resources that functions see: in Kubernetes' documents the items of a List are resources of their own. */
export function resourcesIn(stream: LoadedStream, toolchain: string): Listed<LoadedResource>[] {
  return toolchain === kubernetes ? withItems(stream.resources) : withoutItems(stream.resources)
}

/** A document that many calls use, as all Triggers of a Unit do: parsing it takes longer than most of them. */
export class SharedDocument {
  readonly text: string
  readonly #loaded = new Map<string, Loaded>()

  constructor(text: string) {
    this.text = text
  }

  load(toolchain: string): Loaded {
    const known = this.#loaded.get(toolchain) ?? load(this.text, toolchain)
    this.#loaded.set(toolchain, known)
    return known
  }
}
