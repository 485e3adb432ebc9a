export { type BandList, ensureBandLists } from './band-lists.ts';
export { listSizes } from './list-sizes.ts';
