import { repositoryFiles } from '#tests/source-files.ts'

// The rooms and who may import whom. A file belongs to the room with the longest name that begins its path, and may
// import what is in its own room; rooms inside it need an entry in its row. A new folder is a new room: it needs a row
// here, unless it is a screen.
const document = ['lib/base', 'lib/path', 'lib/config']
const domain = [
  ...document,
  'lib/where',
  'lib/confighub',
  'lib/change',
  'lib/history',
  'lib/connection',
  'lib/rows',
  'lib/url',
]
/** What each room of `lib/change` uses, besides the other rooms of `lib/change`. */
const changed = [
  ...document,
  'lib/confighub',
  'lib/change/model.ts',
  'lib/change/patch-schema.ts',
  'lib/change/patch-steps.ts',
]
const served = [
  'lib/base',
  'lib/config',
  'lib/path',
  'lib/confighub',
  'lib/change',
  'lib/history',
  'lib/rows',
]
const inBrowser = [...domain, 'lib/queries', 'components/ui']
// Inside the hub.
/** What the hub shares with the dashboard. */
const sharedWithHub = [...document, 'lib/where']
const hubBase = [...sharedWithHub, 'hub/access', 'hub/store', 'hub/work']
const belowHubApi = [
  'hub/triggers',
  'hub/links',
  'hub/units',
  'hub/functions',
  'hub/sources',
  'hub/query',
  'hub/expressions',
  'hub/entities',
  ...hubBase,
]

export const rooms: Readonly<Record<string, readonly string[]>> = {
  ...screensOfTheirOwn(),
  'lib/base': [],
  'lib/path': ['lib/base'],
  'lib/where': ['lib/base', 'lib/path'],
  'lib/where/boolean': ['lib/base', 'lib/where'],
  'lib/where/paths': ['lib/base', 'lib/path', 'lib/where'],
  'lib/where/subjects': ['lib/base', 'lib/path', 'lib/where'],
  'lib/where/paste': ['lib/base', 'lib/where'],
  'lib/where/testing': ['lib/base', 'lib/where'],
  'lib/config/document': ['lib/base'],
  'lib/config/compare': ['lib/base', 'lib/path', 'lib/config/document'],
  'lib/config/formats': ['lib/base', 'lib/config/document'],
  'lib/config/write': ['lib/base', 'lib/config/document', 'lib/config/compare'],
  'lib/config/mask': [
    'lib/base',
    'lib/path',
    'lib/config/document',
    'lib/config/formats',
    'lib/config/compare',
  ],
  'lib/config/kinds': ['lib/base', 'lib/path', 'lib/config/document', 'lib/config/mask'],
  'lib/config/patch': document,
  'lib/config/testing': document,
  'lib/confighub': ['lib/base', 'lib/where'],
  'lib/rows': ['lib/base', 'lib/confighub'],
  'lib/change': document,
  'lib/change/seal': changed,
  'lib/change/selection': [...changed, 'lib/change/seal'],
  'lib/change/classes': changed,
  'lib/change/preview': [...changed, 'lib/change/seal', 'lib/change/selection', 'lib/change/classes'],
  'lib/change/waves': changed,
  'lib/change/consent': [...changed, 'lib/change/seal', 'lib/change/waves'],
  'lib/change/record': [
    ...changed,
    'lib/change/seal',
    'lib/change/selection',
    'lib/change/preview',
    'lib/change/waves',
    'lib/change/consent',
  ],
  'lib/change/proposal': [
    ...changed,
    'lib/change/seal',
    'lib/change/selection',
    'lib/change/preview',
    'lib/change/consent',
    'lib/change/record',
  ],
  'lib/change/evidence': [...changed, 'lib/change/seal', 'lib/change/preview', 'lib/change/record'],
  'lib/change/commit': [...document, 'lib/confighub', 'lib/change'],
  'lib/change/testing': [...document, 'lib/confighub', 'lib/change'],
  'lib/history': [...document, 'lib/where', 'lib/confighub'],
  'lib/connection': ['lib/base', 'lib/confighub'],
  'lib/probe': ['lib/base', 'lib/config/mask', 'lib/confighub', 'lib/connection'],
  'lib/url': ['lib/base', 'lib/where'],
  'lib/queries': [
    'lib/base',
    'lib/config/kinds',
    'lib/where',
    'lib/confighub',
    'lib/change',
    'lib/history',
    'lib/connection',
    'lib/rows',
    'lib/url',
  ],
  // The settings name conditions.
  'lib/server/process': ['lib/base', 'lib/config', 'lib/where', 'lib/change/proposal/approval-policy.ts'],
  'lib/server/http': ['lib/base', 'lib/confighub', 'lib/server/process'],
  'lib/server/work': [...served, 'lib/where', 'lib/server/process'],
  'lib/server/masking': [...served, 'lib/server/process', 'lib/server/http', 'lib/server/work'],
  'lib/server/access': [...served, 'lib/server/process', 'lib/server/http', 'lib/server/masking'],
  'lib/server/changes': [...served, 'lib/server'],
  'lib/server/reads': [...served, 'lib/where', 'lib/server'],
  'lib/server/reads/rows': [...served, 'lib/server'],
  'lib/server/reads/explain': [...served, 'lib/where', 'lib/server'],
  'lib/server': [...served, 'lib/connection', 'lib/probe', 'lib/server'],
  'components/ui': [...domain, 'lib/queries'],
  'components/query': inBrowser,
  'components/activity': [...inBrowser, 'components/query'],
  'components/explorer': [...inBrowser, 'components/query', 'components/explorer'],
  'components/explorer/columns': [...inBrowser, 'components/query'],
  'components/explorer/export': [...inBrowser, 'components/query', 'components/explorer/columns'],
  'components/explorer/selection': [...inBrowser, 'components/query', 'components/explorer/export'],
  'components/explorer/compare': [...inBrowser, 'components/query', 'components/explorer/columns'],
  'components/explorer/pairs': [...inBrowser, 'components/explorer/columns'],
  'components/explorer/matrix': [
    ...inBrowser,
    'components/query',
    'components/explorer/columns',
    'components/explorer/compare',
  ],
  'components/explorer/grid': [
    ...inBrowser,
    'components/query',
    'components/explorer/columns',
    'components/explorer/compare',
    'components/explorer/selection',
  ],
  // Stages of one screen: a later one may import earlier ones.
  'components/change': [...inBrowser, 'components/query', 'components/unit', 'components/change'],
  'components/change/scope': [...inBrowser, 'components/query'],
  'components/change/edit': [...inBrowser, 'components/query', 'components/change/scope'],
  'components/change/preview': [...inBrowser, 'components/change/scope', 'components/change/edit'],
  'components/change/waves': [
    ...inBrowser,
    'components/query',
    'components/change/scope',
    'components/change/edit',
    'components/change/preview',
  ],
  'components/change/write': [
    ...inBrowser,
    'components/change/scope',
    'components/change/edit',
    'components/change/preview',
    'components/change/waves',
  ],
  'components/change/evidence': inBrowser,
  'components/change/record': [
    ...inBrowser,
    'components/unit',
    'components/change/scope',
    'components/change/edit',
    'components/change/preview',
    'components/change/waves',
    'components/change/write',
  ],
  'components/change/list': [...inBrowser, 'components/change/edit', 'components/change/record'],
  // The surroundings of a component in its tests.
  'components/testing': ['components/ui', 'lib/queries', 'app/globals.css'],
  app: [...domain, 'lib/queries', 'lib/server', 'components'],
  hub: [...sharedWithHub, 'hub'],
  'hub/work': sharedWithHub,
  'hub/expressions': sharedWithHub,
  'hub/store': [...sharedWithHub, 'hub/work'],
  'hub/access': [...sharedWithHub, 'hub/store', 'hub/work'],
  'hub/entities': [...sharedWithHub, 'hub/access', 'hub/store'],
  'hub/query': ['hub/expressions', 'hub/entities', ...hubBase],
  'hub/functions': [...sharedWithHub, 'hub/expressions', 'hub/store', 'hub/work'],
  'hub/sources': [...sharedWithHub, 'hub/store', 'hub/work'],
  'hub/units': ['hub/functions', 'hub/sources', 'hub/query', 'hub/entities', ...hubBase],
  'hub/links': ['hub/units', 'hub/functions', 'hub/sources', 'hub/query', 'hub/entities', ...hubBase],
  'hub/triggers': ['hub/links', 'hub/units', 'hub/functions', 'hub/query', 'hub/entities', ...hubBase],
  'hub/fleet': [...sharedWithHub, 'hub/triggers', 'hub/functions', 'hub/entities', ...hubBase],
  'hub/api': ['hub/api', ...belowHubApi],
  'hub/api/http': belowHubApi,
  'hub/api/kinds': ['hub/api/http', ...belowHubApi],
  'hub/api/accounts': ['hub/api/kinds', 'hub/api/http', ...belowHubApi],
  'hub/api/moves': ['hub/api/http', ...belowHubApi],
  'hub/api/diffs': ['hub/api/http', ...belowHubApi],
  'hub/api/attest': ['hub/api/http', ...belowHubApi],
  'hub/api/functions': ['hub/api/kinds', 'hub/api/http', ...belowHubApi],
  'hub/api/releases': ['hub/api/kinds', 'hub/api/http', ...belowHubApi],
  'hub/api/clones': ['hub/api/kinds', 'hub/api/http', ...belowHubApi],
  'hub/api/units': ['hub/api/clones', 'hub/api/moves', 'hub/api/kinds', 'hub/api/http', ...belowHubApi],
  'hub/api/spaces': [
    'hub/api/units',
    'hub/api/releases',
    'hub/api/clones',
    'hub/api/moves',
    'hub/api/kinds',
    'hub/api/http',
    ...belowHubApi,
  ],
  'hub/testing': ['lib/base', 'hub/api', 'hub/fleet', 'hub/store'],
  scripts: [...domain, 'lib/probe', 'hub'],
  // Through public HTTP only. The corpus is the contract's own tables of queries; a seed repeats what is random.
  'tests/contract': ['lib/where/testing/corpus.ts', 'lib/config/testing/random.ts'],
  // The routes of the dashboard on an embedded hub, behind the component tests.
  'tests/stage': ['hub'],
  // Compares the language's tables with the facts of the API, and the addresses with the existing pages.
  tests: ['lib/where/attributes.ts', 'lib/url/routes.ts'],
  bench: ['lib/rows', 'scripts', 'tests/contract/hub-process.ts', 'tests/contract/postgres.ts'],
  // Through the pages only. What is a secret and what is not comes from one shared list.
  e2e: ['lib/config/testing'],
}

/** A folder of components is a screen, or the frame around them: without a row below it imports no other screen. */
function screensOfTheirOwn(): Record<string, readonly string[]> {
  const folders = repositoryFiles().flatMap((path) => /^components\/[^/]+(?=\/)/.exec(path) ?? [])
  return Object.fromEntries(folders.map((folder) => [folder, inBrowser]))
}
