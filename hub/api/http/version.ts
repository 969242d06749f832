/** The generation of the ConfigHub API that the hub speaks (N: API 0.8). */
export const hubVersion = '0.8.0'
