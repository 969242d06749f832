// The two services and the namespace of the MicroTraderX tutorial, reduced to what its stages need.

export const placeholder = 'confighubplaceholder'

export const namespace = `apiVersion: v1
kind: Namespace
metadata:
  name: ${placeholder}
  labels:
    app: traderx
`

/** Its namespace is set from the beginning, so a Link has nothing to fill in. */
export const referenceData = service('reference-data', {
  namespace: 'default',
  replicas: 1,
  port: 8080,
  environment: { MARKET_DATA_SOURCE: 'NYSE,NASDAQ,LSE' },
})

export const tradeService = (algorithm = 'v1') =>
  service('trade-service', {
    namespace: placeholder,
    replicas: 3,
    port: 18092,
    environment: {
      REFERENCE_DATA_URL: 'http://reference-data:8080',
      TRADING_ALGORITHM: algorithm,
      CIRCUIT_BREAKER: 'false',
    },
  })

type Settings = {
  readonly namespace: string
  readonly replicas: number
  readonly port: number
  readonly environment: Readonly<Record<string, string>>
}

function service(name: string, { namespace: home, replicas, port, environment }: Settings): string {
  const variables = Object.entries(environment).map(
    ([key, value]) => `            - name: ${key}\n              value: "${value}"\n`,
  )
  return `apiVersion: apps/v1
kind: Deployment
metadata:
  name: ${name}
  namespace: ${home} # filled in by a Link
spec:
  replicas: ${replicas}
  selector:
    matchLabels:
      app: ${name}
  template:
    metadata:
      labels:
        app: ${name}
    spec:
      containers:
        - name: ${name}
          image: ghcr.io/finos/traderx/${name}:latest
          ports:
            - containerPort: ${port}
          env:
${variables.join('')}---
apiVersion: v1
kind: Service
metadata:
  name: ${name}
  namespace: ${home} # filled in by a Link
spec:
  selector:
    app: ${name}
  ports:
    - port: ${port}
`
}
