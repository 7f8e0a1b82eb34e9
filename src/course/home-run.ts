/** The Pod of the home page: an init container, then a server that hangs. What happens to it is computed, not told. */
export const homeRun = {
  until: 80,
  nodes: [{ name: 'node-b' }],
  manifest: `apiVersion: v1
kind: Pod
metadata:
  name: checkout
spec:
  terminationGracePeriodSeconds: 5
  initContainers:
    - name: migrate
      image: busybox:1.36
      command: ["sh", "-c", "sleep 4"]
  containers:
    - name: web
      image: course/web:1.0
      env:
        - { name: START_SECONDS, value: "5" }
        - { name: HANG_AT, value: "26" }
      startupProbe:
        httpGet: { path: /healthz, port: 8080 }
        periodSeconds: 2
        failureThreshold: 15
      readinessProbe:
        httpGet: { path: /ready, port: 8080 }
        periodSeconds: 5
        failureThreshold: 1
      livenessProbe:
        httpGet: { path: /healthz, port: 8080 }
        periodSeconds: 5
        failureThreshold: 3
`,
};
