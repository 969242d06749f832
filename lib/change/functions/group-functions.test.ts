import { expect, it } from 'vitest'
import { catalogue } from '#hub/functions/catalogue.ts'
import { findFunctions, groupFunctions } from '#lib/change/functions/group-functions.ts'

const all = [...(catalogue.get('Kubernetes/YAML')?.values() ?? [])].map(({ signature }) => signature)
const writing = all.filter(({ Mutating }) => Mutating)
const namesFor = (search: string) => findFunctions(writing, search).map(({ FunctionName }) => FunctionName)

it('puts each function into one group, those for workloads first and former names last', () => {
  const groups = groupFunctions(writing)

  expect(groups.flatMap(({ functions }) => functions)).toHaveLength(writing.length)
  expect(groups.map(({ title }) => title)).toEqual([
    'Workloads: Deployment, StatefulSet and others',
    'Resources of any type',
    'ConfigMap',
    'Former names',
  ])
  expect(groups.at(-1)?.functions.map(({ FunctionName }) => FunctionName)).toContain('set-image')
})

it('finds a function by words of what it does, of its parameters and of its resources', () => {
  expect(namesFor('tag repository keeping')).toContain('set-container-image-reference')
  expect(namesFor('LIMIT factor')).toEqual(['set-container-resources'])
  expect(namesFor('configmap newest')).toEqual(['prune-configmaps'])
  expect(namesFor('no such thing')).toEqual([])
})
