import { MAX_NODE_SCORE, type ScorePlugin } from '../framework.ts';

const MB = 1024 * 1024;
/** Below this sum nothing is gained by having the images. */
const LEAST = 23 * MB;
/** Where more is not better, for each container. */
const MOST = 1000 * MB;

/**
 * Favours nodes that have the pod's images, by their size and by the share of nodes that have them.
 * @source kubernetes/kubernetes pkg/scheduler/framework/plugins/imagelocality/image_locality.go
 */
export const imageLocality: ScorePlugin = {
  name: 'ImageLocality',
  weight: 1,
  preScore({ pod: { spec } }, cluster) {
    const containers = [...(spec.initContainers ?? []), ...spec.containers];
    const images = containers.map((container) => withTag(container.image ?? ''));
    const volumes = (spec.volumes ?? []).flatMap(({ image }) => (image?.reference ? [withTag(image.reference)] : []));
    const all = [...images, ...volumes];
    const shares = all.map((image) => cluster.nodesWithImage(image) / cluster.nodes.length);
    if (shares.every((share) => share === 0)) return { score: () => 0 };
    const most = MOST * all.length;
    return {
      score(node) {
        let sum = 0;
        for (const [i, image] of all.entries()) sum += Math.floor((node.images.get(image) ?? 0) * (shares[i] ?? 0));
        return Math.floor((MAX_NODE_SCORE * (Math.min(Math.max(sum, LEAST), most) - LEAST)) / (most - LEAST));
      },
    };
  },
};

const withTag = (image: string): string =>
  image.lastIndexOf(':') <= image.lastIndexOf('/') ? `${image}:latest` : image;
