"""Builds the backbone of an experiment and prints its config."""

import hydra
from hydra.utils import instantiate
from omegaconf import DictConfig


@hydra.main(version_base="1.3", config_path="conf", config_name="experiment")
def main(cfg: DictConfig) -> None:
    backbone = instantiate(cfg.backbone)
    print(f"# {type(backbone).__name__} for {cfg.dataset.name}")
    print(backbone.config.to_yaml(), end="")


if __name__ == "__main__":
    main()
