/**
 * Documents as people and tools write them. Each has one container `main` whose image is `oldImage`, written there
 * exactly once; a patch that changes it must leave every other byte as it is.
 */
export const oldImage = 'registry.example.com:5000/team/main:1.0'
export const newImage = 'registry.example.com:5000/team/main:2.0-rc.1'

type CorpusDocument = { readonly name: string; readonly text: string }

const head = 'apiVersion: apps/v1\nkind: Deployment\nmetadata:\n  name: main\n  namespace: prod\n'

/** A Deployment in the usual two-space style around the container lines. */
function deployment(containers: string, spec = '  replicas: 3\n'): string {
  return `${head}spec:\n${spec}  template:\n    spec:\n      containers:\n${containers}`
}

const plain = `      - name: main\n        image: ${oldImage}\n`

export const corpus: readonly CorpusDocument[] = [
  { name: 'plain', text: deployment(plain) },
  { name: 'no final newline', text: deployment(plain).trimEnd() },
  { name: 'many final newlines', text: `${deployment(plain)}\n\n\n` },
  { name: 'double quotes', text: deployment(`      - name: "main"\n        image: "${oldImage}"\n`) },
  { name: 'single quotes', text: deployment(`      - name: 'main'\n        image: '${oldImage}'\n`) },
  {
    name: 'comments everywhere',
    text: `# owner: trading\n\n${deployment(
      `      # first\n      - name: main # the app\n        # pinned, see #42\n        image: ${oldImage} # 'quoted' "comment"\n        # after\n      # last\n`,
    )}# end\n`,
  },
  { name: 'CRLF', text: deployment(plain).replaceAll('\n', '\r\n') },
  { name: 'CRLF without final newline', text: deployment(plain).replaceAll('\n', '\r\n').trimEnd() },
  { name: 'mixed line breaks', text: deployment(plain).replace('metadata:\n', 'metadata:\r\n') },
  { name: 'BOM', text: `\uFEFF${deployment(plain)}` },
  {
    name: 'BOM, CRLF and a document start',
    text: `\uFEFF---\r\n${deployment(plain).replaceAll('\n', '\r\n')}`,
  },
  {
    name: 'trailing spaces and tabs',
    text: deployment(`      - name: main  \n        image: ${oldImage}\t \n        tty: true \t\n`),
  },
  {
    name: 'tab before a comment',
    text: deployment(`      - name: main\t# tab\n        image: ${oldImage}\t\t# tabs\n`),
  },
  { name: 'list indented', text: deployment(plain.replaceAll(/^/gm, '  ').trimEnd()) },
  {
    name: 'one-space indentation',
    text: `apiVersion: apps/v1\nkind: Deployment\nmetadata:\n name: main\nspec:\n template:\n  spec:\n   containers:\n   - name: main\n     image: ${oldImage}\n`,
  },
  {
    name: 'three-space indentation',
    text: `apiVersion: apps/v1\nkind: Deployment\nmetadata:\n   name: main\nspec:\n   template:\n      spec:\n         containers:\n            -  image: ${oldImage}\n               name: main\n`,
  },
  {
    name: 'four-space indentation, wide dashes',
    text: `apiVersion: apps/v1\nkind: Deployment\nmetadata:\n    name: main\nspec:\n    template:\n        spec:\n            containers:\n            -   name: side\n                image: busybox\n            -   name: main\n                image: ${oldImage}\n`,
  },
  {
    name: 'mixed indentation',
    text: `apiVersion: apps/v1\nkind: Deployment\nmetadata:\n    name: main\nspec:\n template:\n      spec:\n        containers:\n          -\n            name: main\n            image: ${oldImage}\n`,
  },
  {
    name: 'values aligned in columns',
    text: `apiVersion:  apps/v1\nkind:        Deployment\nmetadata:    {name: main}\nspec:\n  template:\n    spec:\n      containers:\n      - name:   main\n        image:  ${oldImage}\n        tty:    true\n`,
  },
  {
    name: 'anchors and aliases beside',
    text: deployment(
      `      - name: main\n        image: ${oldImage}\n        env: &env\n        - {name: A, value: "1"}\n        resources: &small\n          limits: {cpu: 1}\n      - name: side\n        image: busybox\n        env: *env\n        resources: *small\n`,
    ),
  },
  {
    name: 'merge keys',
    text: `x-defaults: &defaults\n  imagePullPolicy: Always\n  tty: false\n${deployment(`      - <<: *defaults\n        name: main\n        image: ${oldImage}\n      - <<: [*defaults, {stdin: true}]\n        name: side\n        image: busybox\n`)}`,
  },
  {
    name: 'anchor on the image',
    text: deployment(`      - name: main\n        image: &image ${oldImage} # anchored\n`),
  },
  {
    name: 'tag on the image',
    text: deployment(`      - name: !!str main\n        image: !!str ${oldImage}\n`),
  },
  {
    name: 'literal and folded text',
    text: deployment(
      `      - name: main\n        args:\n        - |\n          #!/bin/sh\n          echo "image: x" \n\n            deeper\n        - >-\n          folded\n          text\n\n          more\n        - |+\n          kept\n\n\n        image: ${oldImage}\n        command: [sh, -c, "a\\tb"]\n`,
    ),
  },
  {
    name: 'literal with an indentation digit',
    text: deployment(
      `      - name: main\n        workingDir: |2-\n            two deeper\n          base\n        image: ${oldImage}\n`,
    ),
  },
  {
    name: 'multi-line plain and quoted text',
    text: deployment(
      `      - name: main\n        args:\n        - first\n          second\n        - "one \\\n          two"\n        - 'it''s\n\n          so'\n        image: ${oldImage}\n`,
    ),
  },
  {
    name: 'multi-document stream',
    text: `${head.replaceAll('Deployment', 'Service').replace('apps/v1', 'v1')}spec:\n  ports: [{port: 80}]\n---\n${deployment(plain)}---\napiVersion: v1\nkind: ConfigMap\nmetadata: {name: main}\ndata:\n  image: other\n`,
  },
  {
    name: 'empty documents, separators with comments, end markers',
    text: `--- # first\n# nothing here\n---\n\n---\n${deployment(plain)}...\n# between\n--- # last\nkind: ConfigMap\napiVersion: v1\nmetadata:\n  name: c\n...\n`,
  },
  { name: 'directives', text: `%YAML 1.2\n%TAG ! tag:example.com,2000:\n---\n${deployment(plain)}` },
  {
    name: 'flow collections',
    text: `apiVersion: apps/v1\nkind: Deployment\nmetadata: { name: main,namespace: prod }\nspec: {template: {spec: {containers: [ {name: side, image: busybox} , { name: main ,image: ${oldImage} }, ]}}}\n`,
  },
  {
    name: 'flow collections over lines with comments',
    text: `apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: main}\nspec:\n  template: {\n    spec: { # pod\n      containers: [\n        {name: main, # app\n         image: ${oldImage} # img\n        }, # next\n      ]\n    }\n  }\n`,
  },
  {
    name: 'JSON',
    text: JSON.stringify(
      {
        apiVersion: 'apps/v1',
        kind: 'Deployment',
        metadata: { name: 'main' },
        spec: { template: { spec: { containers: [{ name: 'main', image: oldImage }] } } },
      },
      null,
      4,
    ),
  },
  {
    name: 'JSON on one line, tabs and spaces',
    text: `{"apiVersion":"apps/v1",\t"kind":"Deployment","metadata":{"name":"main"},"spec":{"template":{"spec":{"containers":[{"name":"main","image":"${oldImage}"}]}}}}\n`,
  },
  {
    name: 'quoted keys and odd keys',
    text: deployment(`      - "name": main\n        'image': ${oldImage}\n`).replace(
      'metadata:\n',
      'metadata:\n  annotations:\n    "a: b": x\n    example.com/on: "yes"\n    ? complex\n    : value\n    1: one\n    ~: none\n',
    ),
  },
  {
    name: 'explicit keys',
    text: deployment(`      - ? name\n        : main\n        ? image\n        : ${oldImage}\n`),
  },
  {
    name: 'unicode',
    text: `# Überblick – 概要 🚀\n${deployment(`      - name: main\n        image: ${oldImage} # ← hier\n        args: ["naïve", "日本語", '🚀']\n`)}`,
  },
  {
    name: 'long lines',
    text: deployment(
      `      - name: main\n        args: ["${'x'.repeat(4000)}"]\n        # ${'long '.repeat(400)}\n        image: ${oldImage}\n`,
    ),
  },
  {
    name: 'numbers, booleans and nulls in odd notations',
    text: deployment(
      `      - name: main\n        image: ${oldImage}\n        stdin: ~\n        tty: True\n        securityContext: {runAsUser: 0x3E8, fsGroup: 0o17}\n        lifecycle:\n        weights: [1.10, 1e3, .5, -0, +7, 012]\n`,
      '  replicas: 03\n  paused: FALSE\n',
    ),
  },
  {
    name: 'several Deployments, one of them with main',
    text: `${deployment('      - name: other\n        image: busybox\n').replace('name: main', 'name: other')}---\n${deployment(plain)}`,
  },
  {
    name: 'blank lines with spaces',
    text: deployment(`\n   \n      - name: main\n \n        image: ${oldImage}\n\t\n`),
  },
  {
    name: 'nothing behind keys',
    text: deployment(
      `      - name: main\n        env:\n        resources:   # later\n        image: ${oldImage}\n        args:\n`,
    ),
  },
]
