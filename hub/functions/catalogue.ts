import { containerImage } from '#hub/functions/container-image.ts'
import { envVar } from '#hub/functions/env-var.ts'
import type { HubFunction } from '#hub/functions/function.ts'
import { paths } from '#hub/functions/paths.ts'
import { replicas } from '#hub/functions/replicas.ts'

const byName = (functions: readonly HubFunction[]): ReadonlyMap<string, HubFunction> =>
  new Map(functions.map((entry) => [entry.signature.FunctionName, entry]))

/** Toolchain type -> function name -> function, the shape of `GET /function`. */
export const catalogue: ReadonlyMap<string, ReadonlyMap<string, HubFunction>> = new Map([
  ['Kubernetes/YAML', byName([...replicas, ...containerImage, ...paths, ...envVar])],
])
