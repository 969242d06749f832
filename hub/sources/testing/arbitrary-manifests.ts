import fc from 'fast-check'
import { stringify } from 'yaml'
import type { Json } from '#lib/base/json.ts'

const word = fc.constantFrom('a', 'b', 'c', 'x.y', 'team/one')
const container = fc.record({
  name: fc.constantFrom('main', 'side', 'proxy'),
  image: fc.constantFrom('nginx:1', 'nginx:2', 'envoy:1'),
  args: fc.array(fc.constantFrom('-v', '-q', '--x'), { maxLength: 3 }),
})

const deployment = fc
  .record({
    labels: fc.dictionary(word, word, { maxKeys: 3 }),
    replicas: fc.option(fc.integer({ min: 0, max: 3 }), { nil: undefined }),
    paused: fc.option(fc.boolean(), { nil: undefined }),
    containers: fc.uniqueArray(container, { selector: ({ name }) => name, minLength: 1, maxLength: 3 }),
  })
  .map(({ labels, replicas, paused, containers }) => ({
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name: 'trade', labels },
    spec: {
      ...(replicas === undefined ? {} : { replicas }),
      ...(paused === undefined ? {} : { paused }),
      template: { spec: { containers } },
    },
  }))

const configMap = fc.dictionary(word, word, { maxKeys: 3 }).map((data) => ({
  apiVersion: 'v1',
  kind: 'ConfigMap',
  metadata: { name: 'settings' },
  data,
}))

/** Documents of a few resources that differ in places where real ones do: maps, named and unnamed lists. */
export const manifests: fc.Arbitrary<string> = fc
  .tuple(fc.option(deployment, { nil: undefined, freq: 9 }), fc.option(configMap, { nil: undefined }))
  .map((resources) =>
    resources
      .filter((resource) => resource !== undefined)
      .map((resource) => stringify(resource satisfies Json))
      .join('---\n'),
  )
