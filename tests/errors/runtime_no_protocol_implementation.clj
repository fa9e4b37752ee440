(defprotocol Shape (area [shape]))
(area 5)
;exit 1
;! IllegalArgumentException: No implementation of method: :area of protocol: #'user/Shape found for class: java.lang.Long
;!   at tests/errors/runtime_no_protocol_implementation.clj:1:1
;!   1 | (defprotocol Shape (area [shape]))
;!     | ^
;!   trace:
;!     at clojure.core/find-implementation (clojure/core/protocols.clj:74:7)
;!     at user/area (tests/errors/runtime_no_protocol_implementation.clj:1:1)
;!     at user/eval--2 (tests/errors/runtime_no_protocol_implementation.clj:2:1)
