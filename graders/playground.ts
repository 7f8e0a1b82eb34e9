import { manifest, threeNodes } from './kit/index.ts';

/** The page on which any manifest may be tried: nothing is asked but that the API server takes it. */
export default manifest({ variants: { shown: { cluster: threeNodes() } }, until: '300s', checks: {} });
