(ns nothing)
