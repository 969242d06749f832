import { approvals } from '#hub/functions/approvals.ts'
import { attributeFunctions } from '#hub/functions/attribute-functions.ts'
import { registry } from '#hub/functions/attribute-registry.ts'
import { containerImage } from '#hub/functions/container-image.ts'
import { containerResources } from '#hub/functions/container-resources.ts'
import { envVar } from '#hub/functions/env-var.ts'
import { type HubFunction, kubernetes } from '#hub/functions/function.ts'
import { getCel } from '#hub/functions/get-cel.ts'
import { hashFunctions } from '#hub/functions/hash.ts'
import { listPaths } from '#hub/functions/list-paths.ts'
import { metadata } from '#hub/functions/metadata.ts'
import { namespace } from '#hub/functions/namespace.ts'
import { needs } from '#hub/functions/needs.ts'
import { paths } from '#hub/functions/paths.ts'
import { placeholders } from '#hub/functions/placeholders.ts'
import { pruneConfigMaps } from '#hub/functions/prune-configmaps.ts'
import { referenceFunctions } from '#hub/functions/reference-functions.ts'
import { replicas } from '#hub/functions/replicas.ts'
import { resourceEdits } from '#hub/functions/resource-edits.ts'
import { resources } from '#hub/functions/resources.ts'
import { searchReplace } from '#hub/functions/search-replace.ts'
import { setTemplate } from '#hub/functions/set-template.ts'
import { vetCel } from '#hub/functions/vet-cel.ts'
import { vetDisruption } from '#hub/functions/vet-disruption.ts'
import { vetFormat } from '#hub/functions/vet-format.ts'
import { vetImmutable } from '#hub/functions/vet-immutable.ts'
import { vetMergeKeys } from '#hub/functions/vet-merge-keys.ts'
import { vetNoMergeConflicts } from '#hub/functions/vet-no-merge-conflicts.ts'
import { vetSchemas } from '#hub/functions/vet-schemas.ts'
import { whereFilter } from '#hub/functions/where-filter.ts'

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

/** What works on any document with values. */
const anyData: readonly HubFunction[] = [...paths, searchReplace, listPaths, setTemplate]

/** Toolchain type -> function name -> function, the shape of `GET /function`. */
export const catalogue: ReadonlyMap<string, ReadonlyMap<string, HubFunction>> = new Map([
  byName(kubernetes, [
    ...replicas,
    ...containerImage,
    containerResources,
    ...envVar,
    ...metadata,
    namespace,
    ...anyData,
    ...resources,
    ...resourceEdits,
    ...placeholders,
    ...needs,
    ...attributeFunctions,
    ...referenceFunctions,
    ...hashFunctions,
    pruneConfigMaps,
    whereFilter,
    getCel,
    vetCel,
    vetSchemas,
    vetFormat,
    vetMergeKeys,
    vetImmutable,
    vetDisruption(registry),
    vetNoMergeConflicts,
    approvals,
  ]),
  byName('AppConfig/YAML', anyData),
  byName('AppConfig/JSON', anyData),
  byName('AppConfig/TOML', anyData),
  byName('AppConfig/Properties', anyData),
  byName('AppConfig/INI', anyData),
  byName('AppConfig/Env', anyData),
])
