import { kubernetes } from '#hub/functions/function.ts'
import { type LoadedStream, loadStream } from '#lib/config/document.ts'
import { guarded } from '#lib/config/result.ts'

/**
 * Reads a document. Application configuration has no kinds and names: each of its resources has the toolchain's type,
 * and is called `config`, `config-2` and so on.
 */
export function load(
  text: string,
  toolchain: string,
): { ok: true; value: LoadedStream } | { ok: false; message: string } {
  const loaded = guarded(() => loadStream(text))
  if (!loaded.ok) {
    const { message, line } = loaded.error
    return { ok: false, message: line === undefined ? message : `${message} (line ${line})` }
  }
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
