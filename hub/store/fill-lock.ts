/** One number for all hubs: only one of them fills an empty database that they share. */
export const fillLock = 7_265_431
