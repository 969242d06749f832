import { containerImage } from '#hub/functions/container-image.ts'
import { envVar } from '#hub/functions/env-var.ts'
import { type HubFunction, kubernetes } from '#hub/functions/function.ts'
import { paths } from '#hub/functions/paths.ts'
import { replicas } from '#hub/functions/replicas.ts'

/** Functions of one toolchain by name; a deprecated name is a function of its own, as `GET /function` lists it. */
function byName(
  toolchain: string,
  functions: readonly HubFunction[],
): readonly [string, ReadonlyMap<string, HubFunction>] {
  const entries = functions.flatMap((entry) => {
    const { FunctionName, Description } = entry.signature
    const named = (name: string, more: string): [string, HubFunction] => [
      name,
      {
        ...entry,
        signature: {
          ...entry.signature,
          FunctionName: name,
          ToolchainType: toolchain,
          Description: Description + more,
        },
      },
    ]
    const deprecated = `. Deprecated: use ${FunctionName}`
    return [named(FunctionName, ''), ...(entry.aliases ?? []).map((alias) => named(alias, deprecated))]
  })
  return [toolchain, new Map(entries)]
}

/** Toolchain type -> function name -> function, the shape of `GET /function`. */
export const catalogue: ReadonlyMap<string, ReadonlyMap<string, HubFunction>> = new Map([
  byName(kubernetes, [...replicas, ...containerImage, ...paths, ...envVar]),
  byName('AppConfig/YAML', paths),
  byName('AppConfig/JSON', paths),
])
