(require '[norn.control :refer [reset shift resume-throw]])
(println (reset
           (try
             (+ 1 (shift k (resume-throw k (ex-info "thrown in" {:n 7}))))
             (catch :default e [:caught (ex-message e) (ex-data e)])))) ;=> [:caught thrown in {:n 7}]
