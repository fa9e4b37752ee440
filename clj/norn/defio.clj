;; The two names of every operation that waits: x suspends the caller, x-async
;; starts a task that calls x.

(ns norn.defio
  (:require [norn.async]))

(defn- twin-body
  "One body of the twin: the same parameters, passed on."
  [name [parameters]]
  (let [names (mapv (fn [p] (if (or (= p '&) (simple-symbol? p)) p (gensym "x"))) parameters)
        [fixed [_ rest-name]] (split-with (fn [p] (not= '& p)) names)]
    (list names
          (list 'norn.async/async
                (if rest-name `(apply ~name ~@fixed ~rest-name) `(~name ~@fixed))))))

(defmacro defio
  "Defines the function, as defn with a docstring does, and its twin NAME-async, which returns the task that does it.
  (defio fetch \"Fetches it.\" ([url] (fetch url nil)) ([url options] …))"
  [name doc & bodies]
  (let [bodies (if (vector? (first bodies)) (list bodies) bodies)]
    `(do
       (defn ~name ~doc ~@bodies)
       (defn ~(symbol (str name "-async"))
         ~(str "Like " name ", but returns the task that does it.")
         {:arglists '~(map first bodies)}
         ~@(map (fn [body] (twin-body name body)) bodies)))))
